public import DeskPrimitives

/// A file that came with a contact and was not taken, and why.
public struct AttachmentLeft: Hashable, Sendable, Codable {
    /// Why a file is not taken.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// The channel takes no files from people.
        case noFiles
        /// The channel does not take files of its media type.
        case kind
        /// There are as many files as are taken.
        case count
        /// It is larger than what the files before it leave room for.
        case size
    }

    /// The file; what the host keeps of it is the host's to drop or to keep.
    public let file: AttachmentReference
    /// Why.
    public let reason: Reason

    init(_ file: AttachmentReference, _ reason: Reason) {
        self.file = file
        self.reason = reason
    }

    /// The file without what is personal in its name.
    public func renamed(_ name: String) throws(Refusal) -> AttachmentLeft {
        AttachmentLeft(try file.renamed(name), reason)
    }
}

extension AttachmentLeft: Explained {
    /// Which file and why, in a sentence.
    public func sentence(in language: LanguageTag) -> String {
        switch reason {
        case .noFiles:
            language.pick(
                en: "“\(file.name)” was not taken: no files are taken here.",
                fi: "Tiedostoa ”\(file.name)” ei otettu vastaan: tässä kanavassa ei oteta tiedostoja.")
        case .kind:
            language.pick(
                en: "“\(file.name)” was not taken: files of the kind \(file.mediaType) are not taken.",
                fi: "Tiedostoa ”\(file.name)” ei otettu vastaan: tiedostotyyppiä \(file.mediaType) ei oteta.")
        case .count:
            language.pick(
                en: "“\(file.name)” was not taken: there were too many files.",
                fi: "Tiedostoa ”\(file.name)” ei otettu vastaan: tiedostoja oli liikaa.")
        case .size:
            language.pick(
                en: "“\(file.name)” was not taken: it is too large.",
                fi: "Tiedostoa ”\(file.name)” ei otettu vastaan: se on liian suuri.")
        }
    }
}

extension AttachmentLimits {
    /// Which of some files are taken, each on its own in the order given: one that is left out leaves its room to the next.
    ///
    /// - Complexity: O(files × kinds).
    public func sorting(
        _ files: [AttachmentReference]
    ) -> (taken: [AttachmentReference], left: [AttachmentLeft]) {
        var (taken, left): ([AttachmentReference], [AttachmentLeft]) = ([], [])
        let most = min(count, AttachmentReference.maximumCount)
        var rest = bytes
        for file in files {
            if count <= 0 {
                left.append(AttachmentLeft(file, .noFiles))
            } else if !takes(file.mediaType) {
                left.append(AttachmentLeft(file, .kind))
            } else if taken.count >= most {
                left.append(AttachmentLeft(file, .count))
            } else if file.bytes > rest {
                left.append(AttachmentLeft(file, .size))
            } else {
                taken.append(file)
                rest -= file.bytes
            }
        }
        return (taken, left)
    }

    /// As many files as one contact holds, of any size and kind.
    public static let everything = AttachmentLimits(count: AttachmentReference.maximumCount, bytes: .max)
}

extension AttachmentReference {
    /// The same file under another name.
    ///
    /// - Throws: `Refusal` at `name` as for a new one.
    public func renamed(_ name: String) throws(Refusal) -> AttachmentReference {
        try AttachmentReference(name: name, mediaType: mediaType, bytes: bytes, reference: reference)
    }
}
