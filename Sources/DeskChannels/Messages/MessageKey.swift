public import DeskPrimitives

/// The subject of ``MessageKey``.
public enum MessageSubject {}

/// Names an outgoing message; the same on every attempt, so that a receiver can tell a repetition.
public typealias MessageKey = Identifier<MessageSubject>
