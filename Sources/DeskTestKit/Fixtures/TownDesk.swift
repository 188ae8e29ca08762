import DeskChannels
import DeskContacts
import DeskFeedback
public import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskSchedules
import DeskServiceLevels

/// The service desk of a small Finnish town: the policy that examples, tests and the quickstart share.
///
/// Five channels (telephone, mail, chat, counter, social media), five topics of which one is another authority's, three teams
/// in two units, nine agents, four queues, targets in open hours and a survey.
public enum TownDesk {
    /// The policy document.
    ///
    /// - Throws: `Refusal` or `RoutingTableErrors`, should the fixture itself be wrong.
    public static func policy() throws -> DeskPolicy {
        try DeskPolicy(
            name: LocalizedText(en: "Lehtola town service desk", fi: "Lehtolan kaupungin palvelupiste"),
            language: .finnish, zone: "Europe/Helsinki", calendars: calendars(), channels: channels(),
            topics: topics, units: units, teams: teams, skills: skills, agents: agents, queues: queues,
            routing: routing(), description: description(), targets: targets(), surveys: [survey()],
            surveyPlan: SurveyPlan(survey: "after-case", cooldown: .days(30)))
    }

    /// The policy ready for use.
    ///
    /// - Throws: As ``policy()``, and `PolicyErrors`.
    public static func compiled() throws -> CompiledPolicy { try CompiledPolicy(try policy()) }

    /// The secret that fixtures use; never one for a real desk.
    public static let secret = Array("a secret of fixtures".utf8)

    private static func calendars() -> [CalendarID: BusinessCalendar] {
        [
            "office": BusinessCalendar(
                zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-16:00"]), holidays: .finland),
            "counter": BusinessCalendar(
                zone: "Europe/Helsinki", week: .mondayToFriday(["09:00-15:00"]), holidays: .finland,
                breaks: .mondayToFriday(["11:30-12:00"])),
        ]
    }

    private static func channels() throws -> [ContactChannel] {
        [
            try ContactChannel(
                id: "phone", kind: .voice, name: LocalizedText(en: "Telephone", fi: "Puhelin"), hours: "office",
                outOfHours: .callback, receivingEnds: ["+358 16 555 0100"]),
            try ContactChannel(
                id: "mail", kind: .mail, name: LocalizedText(en: "E-mail", fi: "Sähköposti"),
                receivingEnds: ["palvelu@lehtola.example"]),
            try ContactChannel(
                id: "chat", kind: .chat, name: LocalizedText(en: "Chat", fi: "Chat"), hours: "office",
                outOfHours: .otherChannel("mail")),
            try ContactChannel(
                id: "counter", kind: .counter, name: LocalizedText(en: "Counter", fi: "Palvelutiski"),
                hours: "counter"),
            try ContactChannel(
                id: "social", kind: .socialPublic, name: LocalizedText(en: "Social media", fi: "Sosiaalinen media"),
                role: .feedback, inviteTo: "mail"),
        ]
    }

    private static let topics = [
        DeskTopic("daycare", LocalizedText(en: "Early childhood education", fi: "Varhaiskasvatus")),
        DeskTopic("waste", LocalizedText(en: "Waste", fi: "Jätehuolto")),
        DeskTopic("permits", LocalizedText(en: "Building permits", fi: "Rakennusluvat")),
        DeskTopic("streets", LocalizedText(en: "Streets and parks", fi: "Kadut ja puistot")),
        DeskTopic("billing", LocalizedText(en: "Invoices", fi: "Laskutus")),
        DeskTopic("passports", LocalizedText(en: "Passports", fi: "Passit")),
    ]

    private static let units = [
        DeskUnit("people", LocalizedText(en: "Services for people", fi: "Ihmisten palvelut")),
        DeskUnit("place", LocalizedText(en: "Town environment", fi: "Kaupunkiympäristö")),
    ]

    private static let teams = [
        DeskTeam("front", LocalizedText(en: "Front desk", fi: "Neuvonta"), unit: "people"),
        DeskTeam("families", LocalizedText(en: "Families", fi: "Perheet"), unit: "people"),
        DeskTeam("technical", LocalizedText(en: "Technical service", fi: "Tekninen palvelu"), unit: "place"),
    ]

    private static let skills = [
        DeskSkill("permits", LocalizedText(en: "Permits", fi: "Luvat")),
        DeskSkill("swedish", LocalizedText(en: "Swedish", fi: "Ruotsi")),
        DeskSkill("english", LocalizedText(en: "English", fi: "Englanti")),
    ]

    private static let agents = [
        Agent(
            id: "aino", name: "Aino", team: "front", skills: [SkillLevel("swedish", 4)],
            languages: [.finnish, .swedish]),
        Agent(
            id: "eero", name: "Eero", team: "front", skills: [SkillLevel("english", 4)],
            languages: [.finnish, .english]),
        Agent(id: "helmi", name: "Helmi", team: "front", languages: [.finnish]),
        Agent(id: "kalle", name: "Kalle", team: "front", languages: [.finnish]),
        Agent(
            id: "liisa", name: "Liisa", team: "families", skills: [SkillLevel("english", 3)],
            languages: [.finnish, .english]),
        Agent(id: "mikko", name: "Mikko", team: "families", languages: [.finnish]),
        Agent(
            id: "onni", name: "Onni", team: "technical", skills: [SkillLevel("permits", 5), SkillLevel("english", 2)],
            languages: [.finnish, .english]),
        Agent(
            id: "siiri", name: "Siiri", team: "technical", skills: [SkillLevel("permits", 3)],
            languages: [.finnish]),
        Agent(id: "veikko", name: "Veikko", team: "technical", languages: [.finnish]),
    ]

    private static let queues = [
        WorkQueue(
            id: "general", name: LocalizedText(en: "General", fi: "Yleinen"),
            teams: ["front", "families", "technical"],
            escalateTo: "aino"),
        WorkQueue(
            id: "families", name: LocalizedText(en: "Families", fi: "Perheet"), teams: ["families"],
            escalateTo: "liisa"),
        WorkQueue(
            id: "technical", name: LocalizedText(en: "Technical", fi: "Tekninen"), teams: ["technical"],
            escalateTo: "onni"),
        WorkQueue(
            id: "languages", name: LocalizedText(en: "Other languages", fi: "Muut kielet"),
            teams: ["front", "families", "technical"], escalateTo: "eero"),
    ]

    private static func routing() throws -> RoutingTable {
        try RoutingTable(
            attributes: [
                RoutingAttribute("channel", .enumeration(["phone", "mail", "chat", "counter", "social"])),
                RoutingAttribute(
                    "topic", .enumeration(["daycare", "waste", "permits", "streets", "billing", "passports"]),
                    isOptional: true),
                RoutingAttribute("language", .enumeration(["fi", "sv", "en"]), isOptional: true),
                RoutingAttribute("priority", .enumeration(["critical", "high", "normal", "low"])),
            ],
            rules: [
                RoutingRule(
                    "emergency", when: [RoutingCondition("priority", .isIn(["critical"]))],
                    then: RoutingOutcome(queue: "general", urgency: 90)),
                RoutingRule(
                    "permits", when: [RoutingCondition("topic", .isIn(["permits"]))],
                    then: RoutingOutcome(
                        queue: "technical", skills: [SkillRequirement("permits", atLeast: 3)], urgency: 60)),
                RoutingRule(
                    "swedish", when: [RoutingCondition("language", .isIn(["sv"]))],
                    then: RoutingOutcome(
                        queue: "languages", skills: [SkillRequirement("swedish", atLeast: 3)], urgency: 55)),
                RoutingRule(
                    "english", when: [RoutingCondition("language", .isIn(["en"]))],
                    then: RoutingOutcome(
                        queue: "languages", skills: [SkillRequirement("english", atLeast: 2)], urgency: 55)),
                RoutingRule(
                    "families", when: [RoutingCondition("topic", .isIn(["daycare"]))],
                    then: RoutingOutcome(queue: "families")),
                RoutingRule(
                    "technical", when: [RoutingCondition("topic", .isIn(["streets", "waste"]))],
                    then: RoutingOutcome(queue: "technical")),
            ],
            otherwise: RoutingOutcome(queue: "general"))
    }

    private static func description() throws -> ServiceDescription {
        try ServiceDescription(
            name: LocalizedText(en: "Town service desk", fi: "Kaupungin palvelupiste"),
            purpose: LocalizedText(
                en: "One place for questions about the town's services.",
                fi: "Yksi paikka kaupungin palveluja koskeville kysymyksille."),
            items: [
                ServiceItem(topic: "daycare", title: LocalizedText(en: "Daycare places", fi: "Päivähoitopaikat")),
                ServiceItem(topic: "waste", title: LocalizedText(en: "Waste collection", fi: "Jätteiden keräys")),
                ServiceItem(
                    topic: "permits", title: LocalizedText(en: "Building permits", fi: "Rakennusluvat"),
                    limits: LocalizedText(
                        en: "Advice; decisions are made by the building authority.",
                        fi: "Neuvonta; päätökset tekee rakennusvalvonta.")),
                ServiceItem(topic: "streets", title: LocalizedText(en: "Streets and parks", fi: "Kadut ja puistot")),
                ServiceItem(topic: "billing", title: LocalizedText(en: "The town's invoices", fi: "Kaupungin laskut")),
                ServiceItem(
                    topic: "passports", title: LocalizedText(en: "Passports", fi: "Passit"), included: false,
                    help: LocalizedText(
                        en: "Passports are issued by the police: poliisi.fi.",
                        fi: "Passit myöntää poliisi: poliisi.fi.")),
            ])
    }

    private static func targets() throws -> [ServiceTarget] {
        [
            try ServiceTarget(
                name: "answer", metric: .answer, within: [.critical: .minutes(1), .normal: .minutes(3)],
                calendar: "office", channels: ["phone", "chat", "counter"]),
            try ServiceTarget(
                name: "first-reply", metric: .firstReply,
                within: [.critical: .minutes(30), .high: .hours(1), .normal: .hours(2), .low: .hours(8)],
                calendar: "office"),
            try ServiceTarget(
                name: "next-reply", metric: .nextReply, within: [.normal: .hours(4), .low: .hours(8)],
                calendar: "office"),
            try ServiceTarget(
                name: "resolution", metric: .resolution,
                within: [.critical: .hours(4), .high: .hours(8), .normal: .hours(16), .low: .hours(40)],
                calendar: "office", atRisk: [50, 75, 90]),
        ]
    }

    private static func survey() throws -> Survey {
        try Survey(
            id: "after-case",
            questions: [
                try SurveyQuestion(
                    id: "resolved", role: .resolved, scale: .yesNo,
                    text: LocalizedText(en: "Was your matter settled?", fi: "Hoituiko asiasi?")),
                try SurveyQuestion(
                    id: "service", role: .service, scale: .service1to5,
                    text: LocalizedText(en: "How was the service?", fi: "Millaista palvelu oli?")),
                try SurveyQuestion(
                    id: "recommend", role: .recommend, scale: .recommend0to10,
                    text: LocalizedText(
                        en: "How likely are you to recommend us?", fi: "Kuinka todennäköisesti suosittelisit meitä?")),
                try SurveyQuestion(
                    id: "effort", role: .effort, scale: .effort1to7,
                    text: LocalizedText(en: "It was easy to get help.", fi: "Apua oli helppo saada.")),
            ],
            invitation: LocalizedText(
                en: "How did we do? Please answer here: {link}", fi: "Miten onnistuimme? Vastaathan täällä: {link}"))
    }
}
