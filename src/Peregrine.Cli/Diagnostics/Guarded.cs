using Peregrine.Cli.Options;

namespace Peregrine.Cli.Diagnostics;

/// <summary>The one place where exceptions become messages and exit codes.</summary>
internal static class Guarded
{
    public static int Run(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (ExitException exit)
        {
            return exit.ExitCode;
        }
        catch (TrapException trap)
        {
            Report.Error($"wasm trap: {trap.Message}");
            Backtrace.Write(trap.Frames);
            return ExitCode.Trap;
        }
        catch (WasmThrownException thrown)
        {
            Report.Error($"uncaught wasm exception: {thrown.Message}");
            Backtrace.Write(thrown.Frames);
            return ExitCode.Trap;
        }
        catch (HelpShownException)
        {
            return ExitCode.Success;
        }
        catch (UsageException usage)
        {
            Report.Error(usage.Message);
            return ExitCode.Usage;
        }
        catch (WasmException error)
        {
            Report.Error(error.Message);
            return ExitCode.Failure;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Report.Error(error.Message);
            return ExitCode.Failure;
        }
    }
}

/// <summary>The command line asks for something that does not exist.</summary>
internal sealed class UsageException(string message) : Exception(message);
