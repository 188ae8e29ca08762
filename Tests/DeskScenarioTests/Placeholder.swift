// DeskScenario
