package dev.parley.sandbox.telegram;

import java.util.List;

/** Some acts that belong together. Every bean of this type is offered by the control API. */
interface ActGroup {

    List<Act> acts();
}
