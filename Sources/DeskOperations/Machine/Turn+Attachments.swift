import DeskChannels
import DeskContacts
import DeskPrimitives

/// Files that come with a contact: what is taken of them, and what is said of those that are not.
///
/// A contact is never refused for its files. They are references to what the host holds, so one that is not taken costs the
/// desk nothing, and losing the words with it would cost the person a great deal.
extension Turn {
    /// The files of an arrival that are taken and those that are left, with masked names where its words are masked.
    func sortFiles(
        of arrival: Arrival, masked: MaskedArrival?, on channel: ContactChannel, masks: Bool
    ) throws(DeskHalt) -> (taken: [AttachmentReference], left: [AttachmentLeft]) {
        guard !arrival.attachments.isEmpty else { return ([], []) }
        let files = try checked { () throws(Refusal) in
            guard masks else { return arrival.attachments }
            var files: [AttachmentReference] = []
            for (number, file) in arrival.attachments.enumerated() {
                let name = Self.kept(masked?.files[number], of: arrival.sensitivity)
                files.append(try file.renamed(name ?? Self.maskedText))
            }
            return files
        }
        return (channel.takesFiles ?? .everything).sorting(files)
    }

    /// What the person is told of files that were not taken; nothing where everybody can read it.
    func leftFiles(of contact: Contact) -> [LocalizedText] {
        guard policy.channels[contact.channel]?.capabilities.isPublic == false else { return [] }
        return contact.leftFiles.map { left in
            LocalizedText(en: left.sentence(in: .english), fi: left.sentence(in: .finnish))
        }
    }

    /// Tells the person of files that were not taken, where the desk may write by itself.
    mutating func tellLeftFiles(of contact: Contact) throws(DeskHalt) {
        let texts = leftFiles(of: contact)
        guard let first = texts.first, let channel = policy.channels[contact.channel],
            let person = try standingPerson(contact.person)
        else { return }
        try answer(contact, to: person, on: channel, kind: .notice, text: first.followed(by: Array(texts.dropFirst())))
    }
}
