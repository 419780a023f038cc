package oddboard.detector.part;

import ai.djl.Device;
import java.util.List;
import oddboard.detector.Engine;
import oddboard.detector.TrainingException;

/** The engine's devices by our names. */
public final class EngineDevices {
    private EngineDevices() {}

    /** @throws TrainingException where there is no such device */
    public static Device byName(String name) {
        List<String> names = Engine.devices();
        if (!names.contains(name)) {
            throw new TrainingException(
                    "ENGINE",
                    "This worker has no device " + name + ", only " + String.join(", ", names)
                            + (name.equals("cpu") ? "" : ": " + Engine.whyNoGpu()) + ".");
        }
        return name.equals("cpu") ? Device.cpu() : Device.gpu(Integer.parseInt(name.substring("cuda:".length())));
    }
}
