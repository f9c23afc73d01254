using Peregrine.Syntax;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <summary>Checks a module against the rules of the specification.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/modules.html"/></remarks>
internal static class ModuleValidator
{
    /// <exception cref="InvalidModuleException">A rule is broken.</exception>
    /// <exception cref="MalformedModuleException">A body or constant expression holds bytes that are no instructions.</exception>
    public static ValidatedModule Validate(ModuleSyntax module, WasmFeatures features, TypeRegistry registry) =>
        throw new NotImplementedException();
}
