import DeskPrimitives
import Testing

@Suite("Civil dates")
struct CivilDateTests {
    @Test(
        "Known dates have their day numbers",
        arguments: [
            (1970, 1, 1, 0), (1970, 1, 2, 1), (1969, 12, 31, -1), (2000, 1, 1, 10_957), (2000, 2, 29, 11_016),
            (2000, 3, 1, 11_017), (2026, 3, 1, 20_513), (1600, 1, 1, -135_140), (1, 1, 1, -719_162),
            (9999, 12, 31, 2_932_896), (0, 3, 1, -719_468), (0, 2, 29, -719_469), (-1, 12, 31, -719_529),
            (1900, 2, 28, -25_509), (1900, 3, 1, -25_508), (2038, 1, 19, 24_855),
        ])
    func known(_ year: Int, _ month: Int, _ day: Int, _ number: Int) {
        #expect(CivilDate.days(year: year, month: month, day: day) == number)
        let date = CivilDate.civil(days: number)
        #expect(date == (year, month, day))
    }

    @Test("Every day of the years −400 to 10400 follows the one before and comes back")
    func everyDay() {
        var (year, month, day) = (-400, 1, 1)
        var number = CivilDate.days(year: year, month: month, day: day)
        #expect(number == -719_468 - 60 - 146_097)
        var wrong = 0
        while year <= 10_400 {
            if CivilDate.days(year: year, month: month, day: day) != number { wrong += 1 }
            if CivilDate.civil(days: number) != (year, month, day) { wrong += 1 }
            number += 1
            day += 1
            if day > CivilDate.daysInMonth(year: year, month: month) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(wrong == 0)
        #expect(number == CivilDate.days(year: 10_401, month: 1, day: 1))
    }

    @Test("It is exact to the ends of 32-bit day numbers")
    func extremes() {
        for number in [Int(Int32.min), Int(Int32.min) + 1, Int(Int32.max) - 1, Int(Int32.max)] {
            let date = CivilDate.civil(days: number)
            #expect(CivilDate.days(year: date.year, month: date.month, day: date.day) == number)
        }
    }

    @Test("Leap years are those of the Gregorian rule")
    func leapYears() {
        #expect([2000, 2024, 1600, 0, -4, 400].allSatisfy(CivilDate.isLeap))
        #expect(![1900, 2100, 2023, 2026, 1, -1].contains(where: CivilDate.isLeap))
        #expect((1...12).map { CivilDate.daysInMonth(year: 2023, month: $0) }.reduce(0, +) == 365)
        #expect((1...12).map { CivilDate.daysInMonth(year: 2024, month: $0) }.reduce(0, +) == 366)
    }

    @Test("Digits are read in fixed widths, and nothing is taken where they are missing")
    func digitReader() {
        var reader = DigitReader("20a7")
        #expect(take(&reader) { $0.number(digits: 3) } == nil)
        #expect(take(&reader) { $0.number(digits: 2) } == 20)
        #expect(take(&reader) { $0.number(digits: 1) } == nil)
        #expect(take(&reader) { $0.take("b") } == false)
        #expect(take(&reader) { $0.take("a") } == true)
        #expect(take(&reader) { $0.number(digits: 2) } == nil)
        #expect(take(&reader) { $0.number() } == 7)
        #expect(reader.isAtEnd)
        #expect(take(&reader) { $0.number() } == nil)
        #expect(take(&reader) { $0.take("x") } == false)
        var long = DigitReader("1234567890123456789")
        #expect(take(&long) { $0.number() } == nil)
        var eighteen = DigitReader("999999999999999999")
        #expect(take(&eighteen) { $0.number() } == 999_999_999_999_999_999)
        var fraction = DigitReader("25")
        #expect(take(&fraction) { $0.fraction(maximumDigits: 6) } == 250_000)
        var tooFine = DigitReader("1234567")
        #expect(take(&tooFine) { $0.fraction(maximumDigits: 6) } == nil)
    }

    private func take<Value>(_ reader: inout DigitReader, _ body: (inout DigitReader) -> Value) -> Value {
        body(&reader)
    }
}
