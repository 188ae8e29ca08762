public import DeskPrimitives

/// The subject of ``InvitationID``.
public enum InvitationSubject {}

/// Names one invitation to answer a survey.
public typealias InvitationID = Identifier<InvitationSubject>
