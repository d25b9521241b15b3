//! Lockstep's page: the Yew front end and the embeddable player.
