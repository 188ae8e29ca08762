public import DeskPrimitives
public import Foundation

/// Where everything in a JSON document stands: paths to lines and columns.
///
///     let map = try DocumentMap(json: json)
///     print(map.position(of: Place.field("channels").index(2).field("hours")))  // 17:25
public struct DocumentMap: Sendable {
    let bytes: [UInt8]
    let nodes: [DocumentNode]
    let duplicates: [DocumentScanner.Duplicate]
    /// The byte at which each line begins.
    private let lineStarts: [Int]

    /// Reads a text as JSON.
    ///
    /// - Throws: ``DocumentErrors`` with the one place at which the text is no JSON, or goes beyond
    ///   ``JSONDocument/byteLimit``, ``JSONDocument/valueLimit``, `Limits.depth` or `Limits.listCount`.
    /// - Complexity: O(n); memory for about two words of four bytes for each value.
    public init(json: Data) throws(DocumentErrors) {
        guard json.count <= JSONDocument.byteLimit else {
            throw DocumentErrors(
                DocumentError(
                    Refusal(.tooLong, "a document of \(json.count) bytes, at most \(JSONDocument.byteLimit) are taken"),
                    at: TextPosition(line: 1, column: 1, offset: 0)))
        }
        bytes = Array(json)
        lineStarts = Self.lineStarts(bytes)
        do throws(DocumentScanner.Fault) {
            (nodes, duplicates) = try DocumentScanner.scan(bytes)
        } catch {
            let position = Self.position(error.offset, bytes, lineStarts)
            let place = Place.line(position.line).column(position.column)
            throw DocumentErrors(DocumentError(Refusal(error.code, error.what, at: place), at: position))
        }
    }

    /// Where the value at a path stands; where there is none, the innermost value around it.
    public func position(of place: Place) -> TextPosition {
        position(Int(nodes[Int(nearest(place).node)].start))
    }

    /// Where the name of the member at a path stands; where it has none, the value.
    func positionOfName(_ node: Int32) -> TextPosition {
        let node = nodes[Int(node)]
        return position(Int(node.nameStart >= 0 ? node.nameStart : node.start))
    }

    /// The value at a path, or the innermost around it, and how many steps lead there.
    func nearest(_ place: Place) -> (node: Int32, depth: Int) {
        var node: Int32 = 0
        for (depth, step) in place.steps.enumerated() {
            guard let child = child(of: node, step) else { return (node, depth) }
            node = child
        }
        return (node, place.steps.count)
    }

    private func child(of node: Int32, _ step: Place.Step) -> Int32? {
        guard nodes[Int(node)].hasChildren else { return nil }
        var child = node + 1
        switch step {
        case .field(let name):
            guard nodes[Int(node)].kind == .object else { return nil }
            while child >= 0 {
                if self.name(of: child) == name { return child }
                child = nodes[Int(child)].next
            }
        case .index(let number):
            guard nodes[Int(node)].kind == .list else { return nil }
            var left = number
            while child >= 0 {
                if left == 0 { return child }
                left -= 1
                child = nodes[Int(child)].next
            }
        case .line, .column: break
        }
        return nil
    }

    /// The path to a value, looked for from the outside in.
    func place(of node: Int32) -> Place {
        var steps: [Place.Step] = []
        var outer: Int32 = 0
        while outer != node {
            let children = children(of: outer)
            guard let number = children.lastIndex(where: { $0 <= node }) else { break }
            let isObject = nodes[Int(outer)].kind == .object
            outer = children[number]
            steps.append(isObject ? .field(name(of: outer)) : .index(number))
        }
        return Place(steps)
    }

    /// The name of a member.
    func name(of node: Int32) -> String {
        let node = nodes[Int(node)]
        guard node.nameStart >= 0 else { return "" }
        return DocumentText.unescaped(bytes[Int(node.nameStart + 1)..<Int(node.nameEnd - 1)])
    }

    /// The children of a value in their order.
    func children(of node: Int32) -> [Int32] {
        guard nodes[Int(node)].hasChildren else { return [] }
        var children: [Int32] = []
        var child = node + 1
        while child >= 0 {
            children.append(child)
            child = nodes[Int(child)].next
        }
        return children
    }

    func position(_ offset: Int) -> TextPosition { Self.position(offset, bytes, lineStarts) }

    // MARK: Lines and columns

    private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
        var starts = [0]
        for index in bytes.indices {
            let isEnd =
                bytes[index] == 0x0A || (bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A))
            if isEnd { starts.append(index + 1) }
        }
        return starts
    }

    private static func position(_ offset: Int, _ bytes: [UInt8], _ starts: [Int]) -> TextPosition {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        let line = max(1, low)
        // A scalar begins with every byte that does not go on with one; a byte order mark is none.
        var start = starts[line - 1]
        if start == 0, offset >= 3, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        let column = bytes[min(start, offset)..<offset].count { $0 & 0xC0 != 0x80 } + 1
        return TextPosition(line: line, column: column, offset: offset)
    }
}
