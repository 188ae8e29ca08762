/// Where in some input a thing stands: a path in a document, or a line and column of a text.
public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// One step of a path.
    public enum Step: Hashable, Sendable {
        /// The member of an object.
        case field(String)
        /// The element of a list, counted from 0.
        case index(Int)
        /// A line of a text, counted from 1.
        case line(Int)
        /// A column of a line, counted from 1: a byte of a text or a field of a table, as the reader says.
        case column(Int)
    }

    /// The steps from the outermost to the innermost.
    public var steps: [Step]

    /// Creates a place from its steps.
    public init(_ steps: [Step] = []) {
        self.steps = steps
    }

    /// The whole input.
    public static let root = Place()
    /// A member of the outermost object.
    public static func field(_ name: String) -> Place { Place([.field(name)]) }
    /// A line of a text.
    public static func line(_ number: Int) -> Place { Place([.line(number)]) }

    /// The place one member further in.
    public func field(_ name: String) -> Place { Place(steps + [.field(name)]) }
    /// The place one element further in.
    public func index(_ number: Int) -> Place { Place(steps + [.index(number)]) }
    /// The place at a column of this line.
    public func column(_ number: Int) -> Place { Place(steps + [.column(number)]) }

    /// The place as seen from an outer one.
    public func within(_ outer: Place) -> Place { Place(outer.steps + steps) }

    /// The path in the usual notation, such as `channels[2].hours` or `line 17, column 3`.
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .field(let name): text += (text.isEmpty ? "" : ".") + name
            case .index(let number): text += "[\(number)]"
            case .line(let number): text += (text.isEmpty ? "" : ", ") + "line \(number)"
            case .column(let number): text += (text.isEmpty ? "" : ", ") + "column \(number)"
            }
        }
        return text
    }
}
