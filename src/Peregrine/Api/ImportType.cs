namespace Peregrine;

/// <summary>An import of a module.</summary>
/// <param name="Module">Name of the module that it comes from.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Type">The type that the module asks for.</param>
/// <remarks>Immutable. <see href="https://webassembly.github.io/spec/core/syntax/modules.html#syntax-import"/></remarks>
public sealed record ImportType(string Module, string Name, ExternType Type);

/// <summary>An export of a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <remarks>Immutable. <see href="https://webassembly.github.io/spec/core/syntax/modules.html#syntax-export"/></remarks>
public sealed record ExportType(string Name, ExternType Type);
