// The nouns that more than one room points at. Rooms on one floor cannot see each other, so what they share is the
// identifier, not the type behind it.

/// The subject of ``PersonID``: somebody who contacts the desk.
public enum PersonSubject {}
/// The subject of ``OrganizationID``.
public enum OrganizationSubject {}
/// The subject of ``ContactID``: one arrival or reply.
public enum ContactSubject {}
/// The subject of ``CaseID``: what has to be settled.
public enum CaseSubject {}
/// The subject of ``ChannelID``.
public enum ChannelSubject {}
/// The subject of ``TopicID``: what a contact is about.
public enum TopicSubject {}
/// The subject of ``AgentID``.
public enum AgentSubject {}
/// The subject of ``TeamID``.
public enum TeamSubject {}
/// The subject of ``UnitID``: the part of the organisation that teams belong to.
public enum UnitSubject {}
/// The subject of ``QueueID``.
public enum QueueSubject {}
/// The subject of ``SkillID``.
public enum SkillSubject {}
/// The subject of ``CalendarID``: a named business calendar of a policy.
public enum CalendarSubject {}
/// The subject of ``SurveyID``.
public enum SurveySubject {}
/// The subject of ``CommandID``: one request to the desk, the same on every retry.
public enum CommandSubject {}

/// Names a person.
public typealias PersonID = Identifier<PersonSubject>
/// Names an organisation.
public typealias OrganizationID = Identifier<OrganizationSubject>
/// Names a contact.
public typealias ContactID = Identifier<ContactSubject>
/// Names a case.
public typealias CaseID = Identifier<CaseSubject>
/// Names a channel.
public typealias ChannelID = Identifier<ChannelSubject>
/// Names a topic.
public typealias TopicID = Identifier<TopicSubject>
/// Names an agent.
public typealias AgentID = Identifier<AgentSubject>
/// Names a team.
public typealias TeamID = Identifier<TeamSubject>
/// Names a unit.
public typealias UnitID = Identifier<UnitSubject>
/// Names a queue.
public typealias QueueID = Identifier<QueueSubject>
/// Names a skill.
public typealias SkillID = Identifier<SkillSubject>
/// Names a business calendar.
public typealias CalendarID = Identifier<CalendarSubject>
/// Names a survey.
public typealias SurveyID = Identifier<SurveySubject>
/// Names a command.
public typealias CommandID = Identifier<CommandSubject>
