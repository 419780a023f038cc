package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import oddboard.job.WorkerSample.Gpu;
import org.junit.jupiter.api.Test;

class NvidiaSmiTest {
    private static final String TWO = """
            0, GPU-5e1d1a5c-8a7e-3f60-9f7a-0d4c7b1f2a11, NVIDIA H100 80GB HBM3, 87, 40213, 81559, 52
            1, GPU-9b2f4c1e-1111-2222-3333-444455556666, NVIDIA H100 80GB HBM3, 0, 4, 81559, 31
            """;

    @Test
    void readsUseMemoryAndTemperatureOfEachCard() {
        List<Gpu> gpus = NvidiaSmi.parse(TWO);
        assertThat(gpus).hasSize(2);
        assertThat(gpus.getFirst())
                .isEqualTo(new Gpu(
                        0,
                        "GPU-5e1d1a5c-8a7e-3f60-9f7a-0d4c7b1f2a11",
                        "NVIDIA H100 80GB HBM3",
                        87,
                        40_213L << 20,
                        81_559L << 20,
                        52));
    }

    @Test
    void leavesOutWhatACardCannotSay() {
        assertThat(NvidiaSmi.parse("0, GPU-1, GRID A100-7C, [N/A], [Not Supported], 40960, [Unknown Error]\r\n"))
                .containsExactly(new Gpu(0, "GPU-1", "GRID A100-7C", null, null, 40_960L << 20, null));
    }

    @Test
    void readsNothingWhereTheDriverComplains() {
        assertThat(NvidiaSmi.parse("")).isEmpty();
        assertThat(NvidiaSmi.parse("No devices were found\n")).isEmpty();
        assertThat(NvidiaSmi.parse("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. "
                        + "Make sure that the latest NVIDIA driver is installed and running.\n\n"))
                .isEmpty();
    }

    @Test
    void findsTheCardThatTheEngineMeans() {
        List<Gpu> gpus = NvidiaSmi.parse(TWO);
        assertThat(NvidiaSmi.find(gpus, "cuda:1", null)).contains(gpus.get(1));
        assertThat(NvidiaSmi.find(gpus, "cuda:0", "1")).contains(gpus.get(1));
        assertThat(NvidiaSmi.find(gpus, "cuda:1", "1, 0")).contains(gpus.get(0));
        assertThat(NvidiaSmi.find(gpus, "cuda:0", "GPU-9b2f4c1e")).contains(gpus.get(1));
        assertThat(NvidiaSmi.find(gpus, "cuda:2", null)).isEmpty();
        assertThat(NvidiaSmi.find(gpus, "cuda:1", "0")).isEmpty();
        assertThat(NvidiaSmi.find(gpus, "cpu", null)).isEmpty();
    }
}
