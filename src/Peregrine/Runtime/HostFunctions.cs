namespace Peregrine.Runtime;

/// <summary>Makes host functions on bare slots from the forms that the API offers.</summary>
internal static unsafe class HostFunctions
{
    /// <summary>A host function from one that takes values.</summary>
    public static RawHostFunction Raw(FunctionType type, HostCallback callback) => throw new NotImplementedException();
}
