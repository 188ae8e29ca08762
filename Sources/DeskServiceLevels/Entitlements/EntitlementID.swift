public import DeskPrimitives

/// The subject of ``EntitlementID``.
public enum EntitlementSubject {}

/// Names an entitlement.
public typealias EntitlementID = Identifier<EntitlementSubject>
