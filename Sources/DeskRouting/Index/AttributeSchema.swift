import DeskPrimitives
import DeskSchedules

/// What the index needs to know of an attribute.
struct AttributeSchema: Sendable {
    let attribute: RoutingAttribute
    let symbols: SymbolTable?
    let zone: ZoneRules?
}
