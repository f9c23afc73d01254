using Peregrine.Text;
using Xunit;

namespace Peregrine.Tests;

/// <summary>What may depend on what.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void PeregrineDependsOnTheBaseClassLibraryAlone() =>
        Assert.All(References(typeof(Engine)), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void TextDependsOnPeregrineAndTheBaseClassLibraryAlone() =>
        Assert.All(References(typeof(WatModule)), name => Assert.True(name == "Peregrine" || name.StartsWith("System.", StringComparison.Ordinal), name));

    [Fact]
    public void PeregrineEmitsNoCodeAtRunTime() =>
        Assert.DoesNotContain(References(typeof(Engine)), name => name.StartsWith("System.Reflection.Emit", StringComparison.Ordinal));

    private static IEnumerable<string> References(Type type) => type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
