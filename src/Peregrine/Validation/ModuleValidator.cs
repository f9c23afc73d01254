using Peregrine.Syntax;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <summary>Checks a module against the rules of the specification.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/modules.html"/></remarks>
internal static class ModuleValidator
{
    /// <summary>Validates a module with all its bodies; large ones on several threads.</summary>
    /// <param name="module">The module; not changed.</param>
    /// <param name="features">What the module may use. Proposals that are not even validated count as off.</param>
    /// <param name="registry">Receives the module's types.</param>
    /// <exception cref="InvalidModuleException">A rule is broken.</exception>
    /// <exception cref="MalformedModuleException">A body or constant expression holds bytes that are no instructions.</exception>
    public static ValidatedModule Validate(ModuleSyntax module, WasmFeatures features, TypeRegistry registry)
    {
        var validated = new ValidatedModule(module, features & WasmFeatures.AllValidated);
        TypeSectionValidator.Validate(validated, registry);
        DefinitionValidator.Validate(validated);
        ExportValidator.Validate(validated);
        var expressions = new ConstantExpressionValidator(validated);
        InitializerValidator.Validate(validated, expressions);
        SegmentValidator.Validate(validated, expressions);
        BodyValidator.Validate(validated);
        return validated;
    }
}
