using System.CommandLine;
using Peregrine.Compiler;

namespace Peregrine.Cli.Options;

/// <summary>The options that every command that loads or runs modules shares.</summary>
internal sealed class EngineArguments
{
    private readonly Option<string[]> _wasm = Group(OptionGroups.Wasm);
    private readonly Option<string[]> _optimize = Group(OptionGroups.Optimize);
    private readonly Option<string[]> _system = Group(OptionGroups.System);
    private readonly Option<string> _engine = new("--engine")
    {
        Description = "Which engine runs the code: " + string.Join(", ", EngineNames) + ".",
        DefaultValueFactory = _ => "interpreter",
        HelpName = "NAME",
    };

    public static IReadOnlyList<string> EngineNames => PeregrineCompiler.IsSupported ? ["interpreter", PeregrineCompiler.Jit, PeregrineCompiler.EagerJit] : ["interpreter"];

    public void AddTo(Command command, bool runs)
    {
        command.Options.Add(_wasm);
        if (runs)
        {
            command.Options.Add(_optimize);
            command.Options.Add(_system);
            command.Options.Add(_engine);
        }
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="runs">As given to <see cref="AddTo"/>.</param>
    /// <param name="features">The features before the command line changes them.</param>
    /// <exception cref="Diagnostics.UsageException">A key or value is wrong.</exception>
    public RunSettings Read(ParseResult parsed, bool runs, WasmFeatures features = WasmFeatures.Default)
    {
        var settings = new RunSettings();
        settings.Engine.Features = features;
        OptionGroups.Wasm.Apply(settings, parsed.GetValue(_wasm) ?? []);
        if (runs)
        {
            OptionGroups.Optimize.Apply(settings, parsed.GetValue(_optimize) ?? []);
            OptionGroups.System.Apply(settings, parsed.GetValue(_system) ?? []);
            string engine = parsed.GetValue(_engine)!;
            settings.Engine.Execution = EngineNames.Contains(engine)
                ? engine
                : throw new Diagnostics.UsageException($"there is no engine '{engine}'; engines are {string.Join(", ", EngineNames)}");
            if (engine != "interpreter")
            {
                PeregrineCompiler.Register();
            }
        }

        return settings;
    }

    private static Option<string[]> Group(OptionGroup group) => new("-" + group.Letter)
    {
        Description = $"{group.Title}; '-{group.Letter} help' lists the keys.",
        HelpName = "KEY[=VALUE][,…]",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
}
