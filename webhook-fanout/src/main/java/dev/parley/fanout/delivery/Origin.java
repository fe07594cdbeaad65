package dev.parley.fanout.delivery;

/** Where a delivery came from, and therefore what keeps it if the attempt fails. Called on the fan-out's loop. */
public interface Origin {
    /** The attempt is over. */
    void settled(Delivery delivery, DeliveryOutcome verdict);

    /** The endpoint was disabled or deleted before the attempt began; nothing is owed any more. */
    void dropped(Delivery delivery);

    /** The lane cannot call now (it is full, its breaker is open, too much time has passed): keep it for later. */
    void postponed(Delivery delivery);

    /** It was taken from storage, and this process is about to end: anybody may take it at once. */
    void givenBack(Delivery delivery);

    /** The call goes on, but its record cannot wait for it any longer. */
    void unanswered(Delivery delivery);
}
