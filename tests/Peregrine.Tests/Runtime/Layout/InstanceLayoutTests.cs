using Peregrine.Runtime.Layout;
using Xunit;

namespace Peregrine.Tests.Runtime.Layout;

public unsafe class InstanceLayoutTests
{
    [Fact]
    public void PlacesDoNotOverlap()
    {
        var (engine, _) = RecordingEngine.Create();
        var module = new ModuleBytes()
            .Section(1, [0x60, 0, 0])
            .Section(2, ModuleBytes.Import("m", "f", 0, 0), ModuleBytes.Import("m", "g", 3, 0x7F, 0), ModuleBytes.Import("m", "t", 1, 0x70, 0, 0), ModuleBytes.Import("m", "m", 2, 0, 0))
            .Section(3, [0], [0], [0])
            .Section(4, [0x6F, 0, 1], [0x70, 0, 1])
            .Section(5, [0, 1])
            .Section(6, [0x7B, 0, 0xFD, 12, .. new byte[16], 0x0B], [0x7E, 0, 0x42, 0, 0x0B])
            .Bodies(3)
            .Load(engine);
        var layout = module.Layout;
        var places = new List<(int Start, int End)> { (0, sizeof(InstanceContext)) };
        for (int i = 0; i < 4; i++)
        {
            places.Add((layout.FunctionOffset(i), layout.FunctionOffset(i) + (i == 0 ? sizeof(nint) : sizeof(FunctionDescriptor))));
        }

        for (int i = 0; i < 3; i++)
        {
            places.Add((layout.GlobalOffset(i), layout.GlobalOffset(i) + (i == 0 ? sizeof(nint) : InstanceLayout.CellBytes)));
            places.Add((layout.TableOffset(i), layout.TableOffset(i) + sizeof(nint)));
        }

        places.Add((layout.MemoryOffset(0), layout.MemoryOffset(0) + sizeof(nint)));
        places.Add((layout.MemoryOffset(1), layout.MemoryOffset(1) + sizeof(nint)));
        places.Sort();
        for (int i = 1; i < places.Count; i++)
        {
            Assert.True(places[i - 1].End <= places[i].Start);
            Assert.Equal(0, places[i].Start % 8);
        }

        Assert.True(places[^1].End <= layout.Size);
        Assert.Equal(0, layout.GlobalOffset(1) % 16);
    }
}
