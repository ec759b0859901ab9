# The exception tag that setjmp and longjmp throw; the libsetjmp of zig 0.17 uses it and does not define it.
	.tagtype	__c_longjmp i32
	.globl	__c_longjmp
__c_longjmp:
