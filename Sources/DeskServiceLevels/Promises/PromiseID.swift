public import DeskPrimitives

/// The subject of ``PromiseID``.
public enum PromiseSubject {}

/// Names a promise.
public typealias PromiseID = Identifier<PromiseSubject>
