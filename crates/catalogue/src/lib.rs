//! The blueprint of a municipality: services, evidence, fields, legal bases; read, checked, versioned.
