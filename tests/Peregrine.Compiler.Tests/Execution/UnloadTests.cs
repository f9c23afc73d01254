using System.Runtime.CompilerServices;
using Xunit;

namespace Peregrine.Compiler.Tests.Execution;

public class UnloadTests
{
    [Fact]
    public void Compiled_code_goes_with_its_module()
    {
        var references = new List<WeakReference>();
        for (int i = 0; i < 10; i++)
        {
            references.Add(RunAndForget(i));
        }

        for (int i = 0; i < 20 && references.Exists(reference => reference.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.DoesNotContain(references, reference => reference.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunAndForget(int number)
    {
        using var guest = new Guest($"(module (func (export \"run\") (result i32) (i32.const {number})))");
        Assert.Equal(number, guest.CallInt("run"));
        return new WeakReference(guest.Instance.Module);
    }
}
