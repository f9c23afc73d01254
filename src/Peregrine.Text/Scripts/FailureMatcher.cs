namespace Peregrine.Text.Scripts;

/// <summary>Decides whether a failure is the one that a script expects.</summary>
internal static class FailureMatcher
{
    public static bool Matches(AssertFailureCommand expected, WasmException failure, MessageComparison messages)
    {
        if (messages == MessageComparison.KindOnly)
        {
            // Other projects neither tell malformed from invalid modules, nor limits from traps.
            return IsKind(expected.Failure, failure)
                || (IsRefusal(expected.Failure) && failure is MalformedModuleException or InvalidModuleException)
                || (expected.Failure == FailureKind.Trap && failure is ResourceLimitException);
        }

        return IsKind(expected.Failure, failure) && HasMessage(expected.Message, failure);
    }

    private static bool IsKind(FailureKind expected, WasmException failure) => expected switch
    {
        FailureKind.Trap => failure is TrapException,
        FailureKind.Exhaustion => failure is TrapException { Kind: TrapKind.CallStackExhausted } or ResourceLimitException,
        FailureKind.Exception => failure is WasmThrownException,
        FailureKind.Malformed or FailureKind.MalformedCustom => failure is MalformedModuleException,
        FailureKind.Invalid or FailureKind.InvalidCustom => failure is InvalidModuleException,
        FailureKind.Unlinkable => failure is LinkException,
        _ => false,
    };

    private static bool IsRefusal(FailureKind kind) =>
        kind is FailureKind.Malformed or FailureKind.Invalid or FailureKind.MalformedCustom or FailureKind.InvalidCustom;

    /// <summary>Some traps of the suite end in details (uninitialized element 7) that need not be told.</summary>
    private static bool HasMessage(string expected, WasmException failure) =>
        failure.Message.StartsWith(expected, StringComparison.Ordinal)
        || (failure is TrapException trap && expected.StartsWith(TrapTable.Messages[(int)trap.Kind], StringComparison.Ordinal));
}
