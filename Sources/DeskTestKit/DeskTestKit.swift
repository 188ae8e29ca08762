// DeskTestKit
