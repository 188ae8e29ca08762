import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives

/// Erasing a person of whom more is held than one batch takes: in several steps, each committed on its own.
///
/// The first step puts the tombstones down and erases the persons with their addresses, and what waits in the outbox. From
/// then on nothing finds the person: what comes from the addresses is of somebody new, and an export and an overview know
/// nobody. Every further step looks through what is left and erases as much of it as fits, the matters that go on being ended
/// first and what is found through a record before that record. When a look finds nothing more, the tombstones say so and
/// the erasure stands in the journal, once. How far it is depends on nothing but what is stored, so after a crash at any
/// point the same command goes on where it was.
extension Turn {
    /// The most records that one step erases or scrubs: three entries of a batch each, with room for what ends with them.
    static let mostInOneStep = 4_096
    /// The most matters that one step ends.
    static let mostEndedInOneStep = 128

    /// Takes the first step.
    mutating func beginErasing(_ file: PersonFile) throws(DeskHalt) -> DeskResult {
        var (erased, scrubbed) = (0, 0)
        let urgent = file.records.filter { Self.isUrgent($0) }
        for read in urgent.prefix(Self.mostInOneStep) { try erase(read, &erased, &scrubbed) }
        for person in file.persons where person != file.person {
            workspace.overwrite(PersonTombstone(person, erasedAt: now, underWay: .init(survivor: file.person)))
        }
        workspace.overwrite(
            PersonTombstone(
                file.person, erasedAt: now,
                underWay: .init(survivor: file.person, persons: file.persons, erased: erased, scrubbed: scrubbed)))
        return .erasing(left: file.records.count - urgent.prefix(Self.mostInOneStep).count)
    }

    /// Takes a further step, or the last one when nothing is left.
    mutating func goOnErasing(_ survivor: PersonID, by agent: AgentID) throws(DeskHalt) -> DeskResult {
        guard let tombstone = try workspace.load(PersonTombstone.self, survivor), let erasure = tombstone.underWay
        else {
            return .done
        }
        let file = try personFile(of: survivor, and: erasure.persons)
        var (erased, scrubbed) = (erasure.erased, erasure.scrubbed)
        let matters = matters(of: file)
        for matter in matters.prefix(Self.mostEndedInOneStep) { try end(matter) }
        var left = matters.count
        if matters.count <= Self.mostEndedInOneStep {
            let rest = file.records.filter { isToBeErased($0) }.sorted { Self.rank($0) < Self.rank($1) }
            for read in rest.prefix(Self.mostInOneStep) { try erase(read, &erased, &scrubbed) }
            left = rest.count
        }
        if left == 0 {
            for person in erasure.persons {
                workspace.overwrite(PersonTombstone(person, erasedAt: tombstone.erasedAt))
            }
            emit(.personErased(survivor, by: agent, erased: erased, scrubbed: scrubbed))
            return .done
        }
        workspace.save(
            PersonTombstone(
                survivor, erasedAt: tombstone.erasedAt,
                underWay: .init(survivor: survivor, persons: erasure.persons, erased: erased, scrubbed: scrubbed)))
        return .erasing(left: max(0, left - Self.mostInOneStep))
    }

    /// Whether a record goes in the first step: what leads to a person, and what would still be sent.
    private static func isUrgent(_ content: any RecordContent) -> Bool {
        switch content {
        case is Person, is PersonMerge, is AutomaticMessageLog: true
        case let delivery as OutboxDelivery: delivery.isToBeSent
        default: false
        }
    }

    /// The order in which records go: a record after those that are only found through it.
    private static func rank(_ content: any RecordContent) -> Int {
        switch content {
        case is ServiceCase: 0
        case is Contact, is SurveyInvitation: 2
        default: 1
        }
    }

    /// Whether anything personal is left in a record as it is to become.
    private mutating func isToBeErased(_ read: any RecordContent) -> Bool {
        guard let content = workspace.current(read) else { return false }
        switch PersonalData.treatment(of: content.recordKey.collection) {
        case .kept: return false
        case .erased: return true
        case .scrubbed:
            guard let rest = scrubbed(content) else { return true }
            return (try? RecordBody(rest).bytes()) != (try? RecordBody(content).bytes())
        }
    }
}
