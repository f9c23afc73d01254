using System.CommandLine;
using Peregrine.Binary;
using Peregrine.Cli.Loading;

namespace Peregrine.Cli.Commands;

/// <summary><c>peregrine parse</c>: text to binary.</summary>
internal static class ParseCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The module in the text format; '-' reads standard input." };
        var output = new Option<string?>("--output", "-o") { Description = "Where the binary goes: a path, or '-' for standard output (default: FILE with .wasm).", HelpName = "PATH" };
        var command = new Command("parse", "Translates a module from the text format to the binary format.\n\nExample: peregrine parse app.wat -o app.wasm") { file, output };
        command.SetAction(parsed =>
        {
            var source = ModuleSource.Read(parsed.GetValue(file)!);
            byte[] binary = ModuleEncoder.Encode(ModuleLoader.Decode(source, WasmFeatures.AllValidated));
            string path = parsed.GetValue(output) ?? (source.Name == "<stdin>" ? "-" : Path.ChangeExtension(source.Name, ".wasm"));
            if (path == "-")
            {
                using var standardOutput = Console.OpenStandardOutput();
                standardOutput.Write(binary);
            }
            else
            {
                File.WriteAllBytes(path, binary);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
