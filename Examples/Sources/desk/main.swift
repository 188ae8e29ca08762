import DeskCommandLine
import Foundation

exit(await DeskProgram.run(Array(CommandLine.arguments.dropFirst())))
