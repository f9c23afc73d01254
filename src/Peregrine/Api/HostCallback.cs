namespace Peregrine;

/// <summary>A host function that takes and gives values of any type.</summary>
/// <param name="caller">Who calls.</param>
/// <param name="arguments">The arguments, as many and of the types that the function type says. Not valid after the call.</param>
/// <param name="results">Receives the results; every one must be set to a value of its type.</param>
/// <remarks>What it throws passes through the guest's frames unchanged; a <see cref="WasmThrownException"/> can be caught by the guest.</remarks>
public delegate void HostCallback(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results);

/// <summary>A host function on the bare slots: arguments in, results out, as <see cref="Runtime.Layout.SlotLayout"/> lays them out.</summary>
internal unsafe delegate void RawHostFunction(Caller caller, ulong* slots, Span<object?> references);
