import DeskPrimitives

/// A value of a document that may be put right to see what else is wrong; only made for a document that is refused.
final class RepairNode {
    /// The value in the document that it is; nil for one that was put in.
    let origin: Int32?
    /// The step that led to it in the document.
    let step: Place.Step?
    var name: String
    var kind: DocumentNode.Kind
    /// The text of a value that has nothing in it.
    var text: String
    var children: [RepairNode]

    /// A part of a document.
    init(_ node: Int32, of map: DocumentMap, step: Place.Step? = nil, without left: Set<Int32>) {
        origin = node
        self.step = step
        name = map.name(of: node)
        let value = map.nodes[Int(node)]
        kind = value.kind
        switch kind {
        case .object:
            text = ""
            children = map.children(of: node).filter { !left.contains($0) }.map {
                RepairNode($0, of: map, step: .field(map.name(of: $0)), without: left)
            }
        case .list:
            text = ""
            children = map.children(of: node).enumerated().map {
                RepairNode($1, of: map, step: .index($0), without: left)
            }
        case .text, .number, .word:
            text = String(decoding: map.bytes[Int(value.start)..<Int(value.end)], as: UTF8.self)
            children = []
        }
    }

    /// A value that is put in.
    init(stub text: String, name: String) {
        origin = nil
        step = nil
        self.name = name
        self.text = text
        children = []
        switch text {
        case "{}": kind = .object
        case "[]": kind = .list
        default: kind = .word
        }
    }

    func child(_ step: Place.Step) -> Int? {
        switch step {
        case .field(let name): kind == .object ? children.firstIndex { $0.name == name } : nil
        case .index(let number): kind == .list && children.indices.contains(number) ? number : nil
        case .line, .column: nil
        }
    }

    /// The value as JSON.
    func write(into output: inout String) {
        switch kind {
        case .object:
            output += "{"
            for (number, child) in children.enumerated() {
                output += (number == 0 ? "" : ",") + DocumentText.quoted(child.name) + ":"
                child.write(into: &output)
            }
            output += "}"
        case .list:
            output += "["
            for (number, child) in children.enumerated() {
                if number > 0 { output += "," }
                child.write(into: &output)
            }
            output += "]"
        case .text, .number, .word: output += text
        }
    }
}
