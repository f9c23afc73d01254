using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Stands in until the decoder is merged; delete this file then.</summary>
internal static class ModuleDecoder
{
    public static ModuleSyntax Decode(ReadOnlyMemory<byte> bytes, WasmFeatures features) => throw new NotImplementedException();
}
