import DeskPrimitives
import Testing

@testable import DeskServiceLevels

struct PriorityMatrixTests {
    @Test(arguments: [
        (1, 1, CasePriority.critical), (1, 2, .high), (1, 3, .normal), (2, 1, .high), (2, 2, .normal), (2, 3, .low),
        (3, 1, .normal), (3, 2, .low), (3, 3, .low),
    ])
    func theStandardMatrix(_ impact: Int, _ urgency: Int, _ priority: CasePriority) throws {
        #expect(try PriorityMatrix.standard.priority(impact: impact, urgency: urgency) == priority)
    }

    @Test func aDocumentIsThreeRows() throws {
        let json = #"[["critical", "high", "normal"], ["high", "normal", "low"], ["normal", "low", "low"]]"#
        #expect(try document(PriorityMatrix.self, json) == .standard)
        #expect(try throughJSON(PriorityMatrix.standard) == .standard)
        #expect(try throughRecord(PriorityMatrix.standard) == .standard)
    }

    @Test func anIncompleteMatrixIsRefused() {
        #expect(
            documentError(PriorityMatrix.self, #"[["low", "low", "low"], ["low", "low", "low"]]"#)
                == ": three rows are needed, one for each impact")
        #expect(
            documentError(PriorityMatrix.self, #"[["low", "low", "low"], ["low", "low"], ["low", "low", "low"]]"#)
                == "1: three priorities are needed, one for each urgency")
        #expect(documentError(PriorityMatrix.self, #"[["low", "low", "soon"], [], []]"#) != nil)
    }

    @Test(arguments: [(0, 1, "impact"), (4, 1, "impact"), (.max, 1, "impact"), (1, 0, "urgency"), (1, 4, "urgency")])
    func whatIsOutsideIsRefused(_ impact: Int, _ urgency: Int, _ field: String) {
        let error = #expect(throws: Refusal.self) {
            try PriorityMatrix.standard.priority(impact: impact, urgency: urgency)
        }
        #expect(error?.code == .outOfRange)
        #expect(error?.place == .field(field))
    }
}
