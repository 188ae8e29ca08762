import Testing

/// The rules themselves: each must find what it forbids and leave alone what only looks like it.
@Suite struct HouseRulesTests {
    private func reasons(_ text: String, module: String = "DeskRouting") -> [String] {
        HouseRules.offences(in: SourceFile(path: "Sources/\(module)/File.swift", text: text)).map {
            "\($0.line): \($0.reason)"
        }
    }

    @Test(arguments: [
        ("import Foundation", "1: DeskRouting must not import Foundation"),
        ("public import Foundation", "1: DeskRouting must not import Foundation"),
        ("import struct Foundation.Date", "1: DeskRouting must not import Foundation"),
        ("@preconcurrency import Glibc", "1: DeskRouting must not import Glibc"),
        ("@_exported public import DeskFeedback", "1: DeskRouting must not import DeskFeedback"),
        ("import Synchronization", "1: DeskRouting must not import Synchronization"),
        ("import Testing", "1: DeskRouting must not import Testing"),
        ("#if canImport(Darwin)", "1: canImport: the core asks for no module"),
        ("let x = try! f()", "1: try!"),
        ("let x = y as! Int", "1: as!"),
        ("fatalError(\"no\")", "1: fatalError"),
        ("let t = \"\\(try! f())\"", "1: try!"),
        (
            "final class C: @unchecked Sendable {}",
            "1: @unchecked without a comment on the line above that says why it is safe"
        ),
        ("nonisolated(unsafe) var x = 1", "1: unsafe code"),
        ("bytes.withUnsafeBufferPointer { $0 }", "1: unsafe code"),
        ("let m = Mutex(1)", "1: Mutex is newer than the platforms"),
        ("func f(_ s: Span<UInt8>) {}", "1: Span is newer than the platforms"),
        ("public struct Tag {}", "1: a public type must not be named Tag"),
        ("@frozen public indirect enum Response {}", "1: a public type must not be named Response"),
        ("struct Spans {}\nlet span = Span(x)", "2: Span is newer than the platforms"),
        ("@available(*, deprecated) public final class Label {}", "1: a public type must not be named Label"),
        ("public typealias Queue = Int", "1: a public type must not be named Queue"),
        ("public enum DeskRouting {}", "1: a public type must not be named like the module DeskRouting"),
        ("public enum ServiceDesk {}", "1: a public type must not be named like the module ServiceDesk"),
        ("/* a\n/* b */\n*/ import Darwin", "3: DeskRouting must not import Darwin"),
    ])
    func findsAnOffence(_ text: String, _ reason: String) {
        #expect(reasons(text) == [reason])
    }

    @Test(arguments: [
        "public import DeskSchedules\nimport DeskPrimitives",
        "// import Foundation, try! and fatalError(",
        "/* import Foundation\n import Glibc */",
        "let text = \"import Foundation; try! as! fatalError(\"",
        "let text = #\"a \"quoted\" try! \\n\"#",
        "let text = \"\"\"\n    import Foundation \"try!\" as!\n    \"\"\"",
        "let text = \"a \\\" try! \"",
        "let text = \"\\(name(of: \"try!\")) as!\"",
        "func important() {}\nlet importer = 1",
        "// Guarded by a lock.\nfinal class C: @unchecked Sendable {}",
        "let x = try? f()\nlet y = z as? Int\nif a != b {}",
        "public struct WorkQueue { public struct Label {} }",
        "private struct Span {}\nlet span = Span()",
        "enum Kind: String { case task }\nlet kind = classes.first",
        "public extension Rule {\n    struct Group {}\n}",
        "public struct Rule {\n    public enum Response {}\n}",
        "struct Tag {}",
        "public func task(_ Task: Int) {}",
        "public struct Place {\n    let brace = \"{\"\n    public enum Group {}\n}",
    ])
    func leavesAloneWhatOnlyLooksLikeOne(_ text: String) {
        #expect(reasons(text) == [])
    }

    @Test func theBridgeMayImportFoundation() {
        #expect(reasons("public import Foundation\nimport DeskHosting", module: "DeskFoundation") == [])
        #expect(reasons("import Glibc", module: "DeskFoundation") == ["1: DeskFoundation must not import Glibc"])
        #expect(reasons("import DeskTestKit", module: "DeskHosting") == ["1: DeskHosting must not import DeskTestKit"])
        #expect(reasons("import DeskPrimitives", module: "New") == ["1: New must not import DeskPrimitives"])
    }

    @Test func countsTheLinesOfAFile() {
        let line = "let x = 1\n"
        #expect(reasons(String(repeating: line, count: 450)) == [])
        #expect(reasons(String(repeating: line, count: 451)) == ["451: longer than 450 lines"])
    }

    @Test func theArrowsPointDown() {
        for (module, below) in House.arrows {
            for room in below {
                #expect(House.arrows[room] != nil, "\(room) is no module")
                #expect(House.arrows[room]?.contains(module) == false, "\(module) and \(room) import each other")
            }
        }
    }
}
