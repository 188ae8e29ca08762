/// A drawing in SVG, built up shape by shape.
///
/// Colours are classes of the page's style, so a drawing is light or dark with the page.
struct Drawing {
    /// Where a text stands at its point.
    enum Anchor: String { case start, middle, end }

    let width: Double
    private(set) var height: Double
    private var shapes: [String] = []

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// A box, with corners rounded where it is wide enough; nothing when it has no width.
    mutating func box(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, radius: Double = 0,
        hint: String? = nil
    ) {
        guard width > 0, height > 0 else { return }
        let corner = min(radius, width / 2, height / 2)
        let rounding = corner > 0 ? " rx=\"\(Self.number(corner))\"" : ""
        let attributes =
            "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
            + "height=\"\(Self.number(height))\"\(rounding) class=\"\(style)\""
        if let hint {
            shapes.append("<rect \(attributes)><title>\(Markup.escape(hint))</title></rect>")
        } else {
            shapes.append("<rect \(attributes)/>")
        }
    }

    /// A line.
    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
        shapes.append(
            "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" "
                + "y2=\"\(Self.number(y2))\" class=\"\(style)\"/>")
    }

    /// A dot.
    mutating func dot(_ x: Double, _ y: Double, _ radius: Double, _ style: String) {
        shapes.append(
            "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\" class=\"\(style)\"/>"
        )
    }

    /// A small triangle that points up to a place.
    mutating func pointer(_ x: Double, _ y: Double, _ style: String) {
        let corners = [(x, y), (x - 3.5, y + 6), (x + 3.5, y + 6)]
            .map { "\(Self.number($0.0)),\(Self.number($0.1))" }.joined(separator: " ")
        shapes.append("<polygon points=\"\(corners)\" class=\"\(style)\"/>")
    }

    /// A line of text.
    mutating func text(_ text: String, _ x: Double, _ y: Double, _ style: String = "label", _ anchor: Anchor = .start) {
        shapes.append(
            "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" class=\"\(style)\" text-anchor=\"\(anchor.rawValue)\">"
                + "\(Markup.escape(text))</text>")
    }

    /// The drawing as part of a page.
    ///
    /// - Parameter id: A name that no other drawing of the page has.
    func svg(id: String, title: String, description: String) -> String {
        """
        <svg viewBox="0 0 \(Self.number(width)) \(Self.number(height))" role="img" \
        aria-labelledby="\(id)-title \(id)-desc">
        <title id="\(id)-title">\(Markup.escape(title))</title>
        <desc id="\(id)-desc">\(Markup.escape(description))</desc>
        \(shapes.joined(separator: "\n"))
        </svg>
        """
    }

    /// A number with at most one place behind the point.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
        return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
    }
}

/// A drawing made twice, for a wide screen and for a telephone; the style shows the one that fits.
struct Figure {
    /// The widths drawn for.
    static let widths = (wide: 970.0, half: 452.0, narrow: 328.0)

    let id: String
    let title: String
    let description: String
    /// Whether it stands beside another one on a wide screen.
    var isHalf = false
    /// Draws it in a width.
    let draw: (Double) -> Drawing

    /// The figure as part of a page.
    var html: String {
        let wide = draw(isHalf ? Self.widths.half : Self.widths.wide)
        let narrow = draw(Self.widths.narrow)
        return """
            <div class="wide">\(wide.svg(id: id, title: title, description: description))</div>
            <div class="narrow">\(narrow.svg(id: id + "-n", title: title, description: description))</div>
            """
    }
}

/// What colours mean, above a drawing.
enum Legend {
    static func html(_ entries: [(style: String, name: String)]) -> String {
        let items = entries.map { "<li><span class=\"key \($0.style)\"></span>\(Markup.escape($0.name))</li>" }
        return Markup.element("ul", "class=\"legend\"", items.joined())
    }
}
