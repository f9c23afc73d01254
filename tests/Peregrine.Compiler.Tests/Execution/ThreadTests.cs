using Xunit;

namespace Peregrine.Compiler.Tests.Execution;

public class ThreadTests
{
    [Fact]
    public void Instances_on_four_threads_share_code_that_is_compiled_while_they_run()
    {
        PeregrineCompiler.Register();
        using var engine = new Engine(new EngineOptions { Execution = PeregrineCompiler.Jit });
        var functions = string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"(func (export \"f{i}\") (param i32) (result i32) (i32.add (i32.mul (local.get 0) (i32.const {i})) (i32.load (i32.const {i * 4}))))"));
        var module = Text.WatModule.Load(engine, $"(module (memory 1) {functions} (func (export \"trap\") (result i32) (i32.load (i32.const 70000))))");
        var failures = new List<string>();
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            using var store = new Store(engine);
            var instance = new Linker(engine).Instantiate(store, module);
            for (int i = 0; i < 40 * 25; i++)
            {
                int result = instance.GetFunction($"f{i % 40}")!.Invoke(i)[0].AsInt32();
                bool trapped = false;
                try
                {
                    instance.GetFunction("trap")!.Invoke();
                }
                catch (TrapException)
                {
                    trapped = true;
                }

                if (result != i * (i % 40) || !trapped)
                {
                    lock (failures)
                    {
                        failures.Add($"f{i % 40}({i}) = {result}");
                    }
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
    }
}
