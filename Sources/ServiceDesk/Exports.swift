// The umbrella: `import ServiceDesk` brings every room but the Foundation bridge and the test kit.
@_exported public import DeskChannels
@_exported public import DeskContacts
@_exported public import DeskFeedback
@_exported public import DeskHosting
@_exported public import DeskInsight
@_exported public import DeskOperations
@_exported public import DeskPrimitives
@_exported public import DeskReplay
@_exported public import DeskRouting
@_exported public import DeskSchedules
@_exported public import DeskServiceLevels
