/// A rule of the house that one file does not keep.
struct Offence: Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let reason: String

    var description: String { "\(path):\(line): \(reason)" }
}

/// The rules that hold for the text of every module.
enum HouseRules {
    static let longestFile = 450

    /// Names that every host would find ambiguous or shadowed beside Swift, Foundation, Testing or SwiftUI.
    static let takenNames: Set<String> = [
        "Task", "Duration", "Calendar", "Comment", "Attachment", "Tag", "Issue", "Notification", "Predicate", "Channel",
        "Queue", "Label", "Group", "Response",
    ]

    /// Types that are newer than the deployment targets, which a build on Linux does not notice.
    ///
    /// A file may declare a type of its own of such a name. `MutableSpan` is none of them: it comes with the compiler down
    /// to macOS 10.14.4 (SE-0467), from a `ContiguousArray`.
    static let newerTypes: Set<String> = ["Mutex", "Atomic", "InlineArray", "Span", "RawSpan"]

    /// The files that may look at bytes where they stand; they check every index, and all others go through them.
    static let viewsOfBytes: Set<String> = [
        "Sources/DeskPrimitives/Text/ByteView.swift", "Sources/DeskPrimitives/Text/ByteScratch.swift",
    ]

    static func offences(in file: SourceFile) -> [Offence] {
        imports(file) + words(file) + names(file) + length(file)
    }

    /// Only rooms below, and Foundation in the bridge alone.
    static func imports(_ file: SourceFile) -> [Offence] {
        var allowed = House.arrows[file.module] ?? []
        let isBridge = file.module == House.bridge
        if isBridge { allowed.formUnion(["Foundation", "FoundationEssentials"]) }
        return offences(in: file) { line, _ in
            if let module = line.importedModule, !allowed.contains(module) {
                return "\(file.module) must not import \(module)"
            }
            return !isBridge && line.words.contains("canImport") ? "canImport: the core asks for no module" : nil
        }
    }

    /// What can trap on input, or what the compiler cannot check.
    static func words(_ file: SourceFile) -> [Offence] {
        let newerTypes = newerTypes.subtracting(file.lines.compactMap(\.declaredType))
        return offences(in: file) { line, index in
            let code = line.code
            let words = line.words
            if code.contains("try!") { return "try!" }
            if code.contains("as!") { return "as!" }
            if words.contains("fatalError") { return "fatalError" }
            if words.contains("@unchecked"), !(index > 0 && file.lines[index - 1].isComment) {
                return "@unchecked without a comment on the line above that says why it is safe"
            }
            if !viewsOfBytes.contains(file.path), words.contains("unsafe") || words.contains(where: isUnsafe) {
                return "unsafe code"
            }
            if let type = words.first(where: newerTypes.contains) { return "\(type) is newer than the platforms" }
            return nil
        }
    }

    private static func isUnsafe(_ word: String) -> Bool {
        word.hasPrefix("Unsafe") || word.hasPrefix("withUnsafe") || word == "unsafeBitCast" || word == "Unmanaged"
    }

    /// No public type with a name that hosts already have, and none named like its module.
    static func names(_ file: SourceFile) -> [Offence] {
        offences(in: file) { line, _ in
            guard line.depth == 0, let type = line.publicType else { return nil }
            if takenNames.contains(type) { return "a public type must not be named \(type)" }
            return House.arrows[type] != nil ? "a public type must not be named like the module \(type)" : nil
        }
    }

    static func length(_ file: SourceFile) -> [Offence] {
        guard file.lines.count > longestFile else { return [] }
        return [Offence(path: file.path, line: file.lines.count, reason: "longer than \(longestFile) lines")]
    }

    private static func offences(
        in file: SourceFile, _ reason: (SourceLine, Int) -> String?
    ) -> [Offence] {
        file.lines.enumerated().compactMap { index, line in
            reason(line, index).map { Offence(path: file.path, line: index + 1, reason: $0) }
        }
    }
}
