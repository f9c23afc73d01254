using System.CommandLine;

namespace Peregrine.Cli;

/// <summary>What wasmtime's users expect of a command line beyond verbs and options.</summary>
internal static class CommandLineShape
{
    /// <summary>
    /// Inserts the verb <c>run</c> where none is given, and <c>--</c> behind the module of a run, so that everything that follows
    /// belongs to the guest, even what looks like an option of ours.
    /// </summary>
    public static string[] WithDefaultVerb(string[] args, RootCommand root)
    {
        if (args.Length == 0)
        {
            return ["--help"];
        }

        if (args[0] is "help")
        {
            return [.. args[1..], "--help"];
        }

        bool isVerb = root.Subcommands.Any(c => c.Name == args[0]) || args[0] is "--help" or "-h" or "-?" or "/?" or "--version" or "-V";
        if (args[0] == "-V")
        {
            return ["--version"];
        }

        string[] verbed = isVerb ? args : ["run", .. args];
        return verbed[0] == "run" ? SeparateGuestArguments(verbed, root.Subcommands.First(c => c.Name == "run")) : verbed;
    }

    private static string[] SeparateGuestArguments(string[] args, Command run)
    {
        int module = 1;
        while (module < args.Length && args[module].Length > 1 && args[module][0] == '-')
        {
            if (args[module] == "--")
            {
                return args;
            }

            // An option that takes a value and does not carry it with '=' (or, for a letter, directly) takes the next argument.
            string name = args[module];
            var option = run.Options.FirstOrDefault(o => o.Name == name || o.Aliases.Contains(name));
            module += option is not null && option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool) ? 2 : 1;
        }

        return module >= args.Length ? args : [.. args[..(module + 1)], "--", .. args[(module + 1)..]];
    }
}
