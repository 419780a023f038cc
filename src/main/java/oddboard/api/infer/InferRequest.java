package oddboard.api.infer;

import java.util.List;
import java.util.Map;
import oddboard.scoring.PredictionInput;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be inferred.
 *
 * @param id sent back as it came; null where there was none
 * @param outputs name -> whether as binary data, in the order of the request; null = the usual ones
 * @param binary whether outputs come as binary data where they do not say it themselves
 */
record InferRequest(
        @Nullable String id,
        List<PredictionInput> images,
        @Nullable Map<String, Boolean> outputs,
        boolean binary) {}
