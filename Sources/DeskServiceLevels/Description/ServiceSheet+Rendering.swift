import DeskPrimitives

extension ServiceSheet {
    /// A form in which a sheet can be written.
    public enum Format: String, Hashable, Sendable, Codable, CaseIterable {
        /// Plain text: lists with named values, which a screen reader and a narrow mail window read well.
        case text
        /// Markdown with tables.
        case markdown
        /// A whole HTML page, readable without styles: languages marked, headings in order, tables with headers.
        case html
    }

    /// The sheet in a form; every text of the policy is escaped, so that it means nothing but itself.
    public func rendered(as format: Format) -> String {
        switch format {
        case .text: plainText
        case .markdown: markdown
        case .html: html
        }
    }

    // MARK: Plain text

    private var plainText: String {
        var lines = underlined(title.text, "=") + ["", Self.oneLine(purpose.text)]
        for section in sections {
            lines += [""] + underlined(section.heading, "-") + [""]
            for row in section.rows {
                let first = row.cells.first.map { Self.oneLine($0.text) } ?? ""
                let rest = zip(section.columns, row.cells).dropFirst().filter { !$0.1.text.isEmpty }
                // Two columns speak for themselves, more need their names.
                let values = rest.map { name, cell in
                    section.columns.count > 2 ? "\(name): \(Self.oneLine(cell.text))" : Self.oneLine(cell.text)
                }
                let mark = section.columns.count > 2 ? ". " : ": "
                lines.append("- " + first + (values.isEmpty ? "" : mark + values.joined(separator: ". ")))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func underlined(_ text: String, _ mark: String) -> [String] {
        let line = Self.oneLine(text)
        return [line, String(repeating: mark, count: line.count)]
    }

    /// Text without line breaks and other control characters, each run of them a space.
    static func oneLine(_ text: String) -> String {
        let parts = text.unicodeScalars.split { scalar in
            scalar.value < 0x21 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
                || scalar.value == 0x2029
        }
        return parts.map { String($0) }.joined(separator: " ")
    }

    // MARK: Markdown

    private var markdown: String {
        var lines = ["# " + marked(title.text), "", marked(purpose.text)]
        for section in sections {
            lines += ["", "## " + marked(section.heading), ""]
            let kept = keptColumns(section)
            if kept.count == 1 {
                for row in section.rows { lines.append("- " + marked(row.cells[0].text)) }
                continue
            }
            let line = { (cells: [String]) in "| " + cells.joined(separator: " | ") + " |" }
            lines.append(line(kept.map { marked(section.columns[$0]) }))
            lines.append(line(kept.map { _ in "---" }))
            for row in section.rows { lines.append(line(kept.map { marked(row.cells[$0].text) })) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The columns that any row has something in; the first always.
    private func keptColumns(_ section: Section) -> [Int] {
        section.columns.indices.filter { column in
            column == 0 || section.rows.contains { column < $0.cells.count && !$0.cells[column].text.isEmpty }
        }
    }

    /// Text in which Markdown sees no marks.
    private func marked(_ text: String) -> String {
        var result = ""
        for character in Self.oneLine(text) {
            if "\\`*_{}[]<>#|~!&".contains(character) { result.append("\\") }
            result.append(character)
        }
        // A number or dash at the start of a line would begin a list.
        if let first = result.first, "+-".contains(first) { return "\\" + result }
        return result
    }

    // MARK: HTML

    private var html: String {
        var lines = [
            "<!DOCTYPE html>", "<html lang=\"\(language)\">", "<head>", "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<title>\(Self.escaped(title.text))</title>", "<style>", Self.style, "</style>", "</head>", "<body>",
            "<main>", "<h1\(langAttribute(title))>\(Self.escaped(title.text))</h1>",
            "<p\(langAttribute(purpose))>\(Self.escaped(purpose.text))</p>",
        ]
        for (number, section) in sections.enumerated() {
            let id = "section-\(number + 1)"
            lines += ["<section aria-labelledby=\"\(id)\">", "<h2 id=\"\(id)\">\(Self.escaped(section.heading))</h2>"]
            let kept = keptColumns(section)
            lines += kept.count == 1 ? list(section) : table(section, columns: kept, id: id)
            lines.append("</section>")
        }
        lines += ["</main>", "</body>", "</html>"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func list(_ section: Section) -> [String] {
        ["<ul>"] + section.rows.map { "<li\(langAttribute($0.cells[0]))>\(Self.escaped($0.cells[0].text))</li>" }
            + ["</ul>"]
    }

    private func table(_ section: Section, columns: [Int], id: String) -> [String] {
        // A wide table scrolls on a narrow screen, by keyboard too, instead of breaking the page.
        var lines = ["<div class=\"scroll\" role=\"region\" aria-labelledby=\"\(id)\" tabindex=\"0\">", "<table>"]
        let heads = columns.map { "<th scope=\"col\">\(Self.escaped(section.columns[$0]))</th>" }
        lines.append("<thead><tr>\(heads.joined())</tr></thead>")
        lines.append("<tbody>")
        for row in section.rows {
            let cells = columns.map { column in
                let cell = row.cells[column]
                let text = Self.escaped(cell.text)
                return column == 0
                    ? "<th scope=\"row\"\(langAttribute(cell))>\(text)</th>" : "<td\(langAttribute(cell))>\(text)</td>"
            }
            lines.append("<tr>\(cells.joined())</tr>")
        }
        return lines + ["</tbody>", "</table>", "</div>"]
    }

    /// ` lang="…"` where a text is in another language than the page.
    private func langAttribute(_ phrase: Phrase) -> String {
        phrase.language == language || phrase.text.isEmpty ? "" : " lang=\"\(phrase.language)\""
    }

    /// Text in which HTML sees no marks.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in oneLine(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let style = """
        body{font:1rem/1.5 system-ui,sans-serif;margin:0;padding:1rem;color:#1b1b1b;background:#fff}
        main{max-width:60rem;margin:0 auto}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:start;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #767676}
        thead th{border-bottom:2px solid #1b1b1b}
        tbody th{font-weight:600}
        .scroll{overflow-x:auto}
        @media (prefers-color-scheme:dark){body{color:#f2f2f2;background:#161616}thead th{border-color:#f2f2f2}}
        """
}
