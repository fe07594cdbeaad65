package dev.parley.standalone.infrastructure;

/**
 * How every topic is laid out.
 *
 * @param partitions how many replicas of a service can share the work; keys move to others when it is changed later
 * @param replication brokers that hold each record
 * @param minInSync brokers that must have a record before it counts as acknowledged
 */
public record TopicLayout(int partitions, int replication, int minInSync) {
    public static final TopicLayout SINGLE_BROKER = new TopicLayout(6, 1, 1);
}
