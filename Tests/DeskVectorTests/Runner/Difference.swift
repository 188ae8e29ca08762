/// One thing in a case or file that is not as it should be.
struct Difference: Error, Hashable, CustomStringConvertible {
    let field: String
    let got: String
    let want: String

    var description: String { "\(field): got \(got), want \(want)" }
}

extension Difference {
    /// Something in the file itself that is not written as the format says.
    init(_ field: String, _ got: JSONValue?, want: String) {
        self.init(field: field, got: got.map(\.line)?.shortened ?? "nothing", want: want)
    }
}

extension String {
    /// Long values are cut: a failing case stays one readable line.
    fileprivate var shortened: String { count > 200 ? prefix(200) + "…" : self }
}
