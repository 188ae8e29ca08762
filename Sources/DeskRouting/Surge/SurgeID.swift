public import DeskPrimitives

/// The subject of surge identifiers.
public enum SurgeSubject {}

/// The name of a surge in the policy.
public typealias SurgeID = Identifier<SurgeSubject>
