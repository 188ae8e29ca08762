public import DeskPrimitives

/// What an erasure does with the records of one collection, and why: for a desk's own record of its processing.
///
/// ``collections`` names every collection the library stores, so a host can show what is held and what becomes of it.
public struct PersonalData: Hashable, Sendable {
    /// What becomes of a record when the person it is about is erased.
    public enum Treatment: String, Hashable, Sendable, CaseIterable {
        /// Every byte goes.
        case erased
        /// What is personal in it goes; measures and names of records stay.
        case scrubbed
        /// It stays: it holds measures and names of records.
        case kept
    }

    /// The name of the collection.
    public let collection: String
    /// What becomes of its records.
    public let treatment: Treatment
    /// What they hold.
    public let holds: String

    private init(_ collection: String, _ treatment: Treatment, _ holds: String) {
        self.collection = collection
        self.treatment = treatment
        self.holds = holds
    }

    /// Every collection, in the order of their names.
    public static let collections = [
        PersonalData("alerts", .kept, "what an agent is to be told, by names of records"),
        PersonalData("answer-pace", .kept, "how fast answers about an agent came"),
        PersonalData("automatic-message-log", .erased, "when the desk wrote to a person or an address by itself"),
        PersonalData("automation", .kept, "how far a case went on an automated path"),
        PersonalData("briefing-board", .kept, "what agents and customers are told about topics"),
        PersonalData("callback", .kept, "when a case was promised a call, and the tries"),
        PersonalData("case", .scrubbed, "the course of a matter in times and counts; words about its cause"),
        PersonalData("case-link", .kept, "which cases belong together"),
        PersonalData("case-merge", .kept, "which case stands for which"),
        PersonalData("closed-period", .kept, "sums of answers"),
        PersonalData("contact", .erased, "what was said and written, by whom"),
        PersonalData("counter", .kept, "numbers given at a counter"),
        PersonalData("delivery", .erased, "messages to a person with their addresses"),
        PersonalData("encounter", .kept, "measures of a settled case"),
        PersonalData("entitlement", .erased, "what a person is entitled to; an organisation's own stays"),
        PersonalData("intake-tombstone", .kept, "keyed digests of erased arrivals"),
        PersonalData("invitation", .scrubbed, "that somebody was asked; the key of the page with the questions"),
        PersonalData("line", .kept, "how fast a queue moves"),
        PersonalData("mention", .scrubbed, "what was written in public, as a score; what followed, in words"),
        PersonalData("note", .erased, "what agents wrote to each other about a case"),
        PersonalData("offer", .kept, "to whom a case is offered"),
        PersonalData("organization", .kept, "an organisation, which is no person"),
        PersonalData("person", .erased, "name, addresses, identifiers, consents"),
        PersonalData("person-doubt", .erased, "who else a person may be, by names that tell nothing"),
        PersonalData("person-merge", .erased, "what one person took over from another"),
        PersonalData("person-tombstone", .kept, "names of erased persons, which tell nothing"),
        PersonalData("place", .kept, "how long a case waits in line"),
        PersonalData("promise", .scrubbed, "what was promised until when; the words of it"),
        PersonalData("promoter-ask", .erased, "when a person was last asked to recommend the desk"),
        PersonalData("reason-tally", .kept, "counts of reasons"),
        PersonalData("recognition", .scrubbed, "who was thanked for what; the words of thanks"),
        PersonalData("recovery", .kept, "how a bad rating was put right, in scores and times"),
        PersonalData("reference", .scrubbed, "words that may be quoted; where they are shown until taken down"),
        PersonalData("response", .scrubbed, "answers on scales and reasons; the person's own words"),
        PersonalData("review", .scrubbed, "who read a piece of feedback; what was decided, in words"),
        PersonalData("seat", .kept, "an agent's work"),
        PersonalData("subscriber", .kept, "how far another system has read the journal"),
        PersonalData("surge", .kept, "surges and their causes"),
        PersonalData("tally", .kept, "sums of answers"),
        PersonalData("template-use", .kept, "which ready-made answer was used how"),
        PersonalData("ticket", .kept, "a number at a counter"),
        PersonalData("window", .kept, "times for calling back, and how many are taken"),
        PersonalData("work", .kept, "where a case waits, and for whom"),
    ]

    private static let treatments = Dictionary(
        uniqueKeysWithValues: collections.map { ($0.collection, $0.treatment) })

    /// What becomes of the records of a collection; those of a host's own stay.
    public static func treatment(of collection: RecordCollection) -> Treatment {
        treatments[collection.name] ?? .kept
    }
}
