using Peregrine.Binary;
using Peregrine.Syntax;
using Peregrine.Text;

namespace Peregrine.Cli.Loading;

/// <summary>From a module file to the stage that a command needs; text is accepted wherever binary is.</summary>
internal static class ModuleLoader
{
    /// <summary>The module as a binary has it; a module in text is encoded first, so that its offsets are those of a file.</summary>
    /// <exception cref="MalformedModuleException">The content is no module.</exception>
    public static ModuleSyntax Decode(ModuleSource source, WasmFeatures features) =>
        ModuleDecoder.Decode(source.IsBinary ? source.Content : ModuleEncoder.Encode(WatParser.Parse(source.Content, source.Name, features)), features);

    /// <exception cref="WasmException">The content is no valid module.</exception>
    public static Module Load(Engine engine, ModuleSource source) =>
        source.IsBinary ? Module.FromBytes(engine, source.Content, Path.GetFileNameWithoutExtension(source.Name)) : WatModule.Load(engine, System.Text.Encoding.UTF8.GetString(source.Content.Span), Path.GetFileNameWithoutExtension(source.Name));
}
