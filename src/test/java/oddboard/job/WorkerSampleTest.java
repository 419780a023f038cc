package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerSampleTest {
    @Test
    void takesNoHarmFromASampleOfAnotherVersion() {
        assertThat(WorkerSample.read("{\"cpu\": \"much\"}")).isNull();
        assertThat(WorkerSample.read(null)).isNull();
        assertThat(WorkerSample.read("{\"cpu\": 3, \"later\": true, \"cpuHistory\": [], \"gpuHistory\": []}"))
                .isEqualTo(new WorkerSample(null, 3, null, null, null, null, null, List.of(), List.of()));
    }
}
