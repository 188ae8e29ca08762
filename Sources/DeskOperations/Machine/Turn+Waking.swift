import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Contacts that open or wake a case: how often they may, and what agents do by hand.
extension Turn {
    /// Whether a contact that would open a settled case again or wake a waiting one only joins it; counts it otherwise.
    ///
    /// Nobody is held who calls or stands at a counter.
    mutating func holdWaking(
        of item: inout ServiceCase, by contact: Contact, reopens: Bool, at: Instant
    ) throws(DeskHalt) -> Bool {
        guard contact.demand == .needsAnswer, reopens || item.status == .pending(.customer),
            let channel = policy.channels[contact.channel], channel.kind != .voice, channel.kind != .counter
        else { return false }
        let limit = policy.document.communication.reopening
        let words = contact.attachments.isEmpty && contact.leftFiles.isEmpty ? wordsKey(of: contact) : nil
        let past = item.wakings ?? []
        if let reason = limit.hold(words: words, after: past, at: at) {
            emit(.reopeningHeld(contact: contact.id, reason), item.id, at: at)
            return true
        }
        item.wakings = limit.recording(words: words, after: past, at: at)
        return false
    }

    /// The digest of what a person wrote above what is quoted, whatever its case and spaces.
    private func wordsKey(of contact: Contact) -> ByteKey {
        var words: [UInt8] = []
        for byte in MailReply.ownWords(of: contact.text).utf8 {
            switch byte {
            case 0x09, 0x0A, 0x0D, 0x20: if words.last != 0x20 { words.append(0x20) }
            case 65...90: words.append(byte + 32)
            default: words.append(byte)
            }
        }
        if words.last == 0x20 { words.removeLast() }
        return digest.key(Array("waking-words".utf8), words)
    }

    /// Opens a settled case again by hand.
    mutating func reopen(_ id: CaseID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agentID)
        var (item, at) = try open(id)
        guard item.status == .resolved, item.mergedInto == nil, item.observed == nil else {
            throw .refused(
                Refusal(.wrongState, "the case is \(item.status.name), not a resolved one", at: .field("case")))
        }
        try reopen(&item, at: at)
        save(item, at: at)
        return .done
    }
}
