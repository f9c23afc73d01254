using Peregrine.Text.Lexing;
using Peregrine.Text.Scripts;

namespace Peregrine.Conformance.Tests;

/// <summary>The binary modules of the suites: those that scripts define, text ones translated.</summary>
internal static class SuiteModules
{
    /// <summary>All modules that scripts of the folders define and that are well-formed, with the script they come from.</summary>
    public static IEnumerable<(string Script, int Line, byte[] Binary)> WellFormed(params string[] suites)
    {
        foreach (string script in suites.SelectMany(s => Suites.Files(s, "*.wast")).Where(OutOfScope.IsInScope))
        {
            byte[] text = File.ReadAllBytes(Suites.FullPath(script));
            foreach (var command in ScriptReader.Read(new SourceText(text, script)))
            {
                if (command is ModuleCommand { Module: { } module } && TryBinary(module) is { } binary)
                {
                    yield return (script, command.Line, binary);
                }
            }
        }
    }

    private static byte[]? TryBinary(ScriptModule module)
    {
        try
        {
            return module.TryGetBinary(out byte[]? bytes, out var text) ? bytes : text.Bytes;
        }
        catch (WasmException)
        {
            return null;
        }
    }
}
