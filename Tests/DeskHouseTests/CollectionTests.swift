import Foundation
import Testing

/// What an erasure goes through is what is stored.
@Suite struct CollectionTests {
    @Test func everyCollectionSaysWhatAnErasureDoesWithIt() throws {
        var declared: Set<String> = []
        var named: [String] = []
        for file in try House.sources() {
            let text = try String(contentsOf: House.root.appendingPathComponent(file.path), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let pieces = line.split(separator: "\"")
                if line.contains("static let collection = RecordCollection(\"") { declared.insert(String(pieces[1])) }
                if file.path.hasSuffix("Privacy/PersonalData.swift"), line.hasPrefix("        PersonalData(\"") {
                    named.append(String(pieces[1]))
                }
            }
        }
        #expect(declared.count > 30)
        #expect(named == declared.sorted(), "PersonalData.collections names each collection once, in order")
    }
}
