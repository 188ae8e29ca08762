import Foundation

/// The rows of the table, in Markdown.
struct Table {
    private var rows: [[String]] = []

    mutating func add(_ what: String, figure: String, measured: String, peer: String = "", ratio: String = "") {
        rows.append([what, figure, measured, peer, ratio])
    }

    /// A row of nanoseconds beside a peer.
    mutating func add(_ what: String, figure: String, _ cost: Cost, peer: (name: String, cost: Cost)? = nil) {
        add(
            what, figure: figure, measured: time(cost), peer: peer.map { "\($0.name): \(time($0.cost))" } ?? "",
            ratio: peer.map { times($0.cost.nanoseconds / cost.nanoseconds) } ?? "")
    }

    func write() {
        let all = [["what", "figure", "measured (median [least … most])", "peer", "ratio"]] + rows
        let widths = (0..<5).map { column in all.map { $0[column].count }.max() ?? 0 }
        for (number, row) in all.enumerated() {
            let cells = row.enumerated().map { $1.padding(toLength: widths[$0], withPad: " ", startingAt: 0) }
            print("| " + cells.joined(separator: " | ") + " |")
            if number == 0 {
                print("|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|")
            }
        }
    }
}

/// Three digits and a unit.
func time(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1_000: "\(digits(nanoseconds)) ns"
    case ..<1_000_000: "\(digits(nanoseconds / 1_000)) µs"
    case ..<1_000_000_000: "\(digits(nanoseconds / 1_000_000)) ms"
    default: "\(digits(nanoseconds / 1_000_000_000)) s"
    }
}

func time(_ cost: Cost) -> String {
    "\(time(cost.nanoseconds)) [\(time(cost.spread.lowerBound)) … \(time(cost.spread.upperBound))]"
}

func times(_ ratio: Double) -> String { "\(digits(ratio))×" }

func digits(_ number: Double) -> String {
    String(format: number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number)
}

func grouped(_ number: Double) -> String {
    var text = String(Int(number.rounded()))
    var position = text.count - 3
    while position > 0 {
        text.insert(",", at: text.index(text.startIndex, offsetBy: position))
        position -= 3
    }
    return text
}
