/// Pieces of a page: text made safe, elements, tables.
enum Markup {
    /// Text as it may stand in a page or in an attribute.
    static func escape(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
        return result
    }

    /// An element around content that is markup already.
    static func element(_ name: String, _ attributes: String = "", _ content: String) -> String {
        "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(content)</\(name)>"
    }

    /// A paragraph; a percent sign stays with its number.
    static func paragraph(_ text: String, class name: String = "") -> String {
        element("p", name.isEmpty ? "" : "class=\"\(name)\"", escape(text.replacing(" %", with: "\u{A0}%")))
    }

    /// A table with a caption; the first row is its head, the first cell of every other row says what the row is about.
    ///
    /// - Parameter words: How many columns at the left hold words instead of numbers.
    static func table(caption: String, _ rows: [[String]], words: Int = 1) -> String {
        var body = element("caption", "", element("span", "", escape(caption)))
        for (number, row) in rows.enumerated() {
            var cells = ""
            for (column, cell) in row.enumerated() {
                let alignment = column < words ? "" : " class=\"number\""
                if number == 0 {
                    cells += "<th scope=\"col\"\(alignment)>\(escape(cell))</th>"
                } else if column == 0 {
                    cells += "<th scope=\"row\">\(escape(cell))</th>"
                } else {
                    cells += "<td\(alignment)>\(escape(cell))</td>"
                }
            }
            body += "\n" + element("tr", "", cells)
        }
        let region = "class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(escape(caption))\""
        return element("div", region, element("table", "", body))
    }

    /// A table that is shown when somebody asks for it.
    static func folded(_ summary: String, _ table: String) -> String {
        element("details", "", element("summary", "", escape(summary)) + "\n" + table)
    }
}
